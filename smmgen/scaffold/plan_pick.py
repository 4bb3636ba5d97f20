"""Pick the plan that is meant: of a month, else of this month, else the next one there is."""

from datetime import date

from smmgen.model.fault import UsageError
from smmgen.model.plan import Plan
from smmgen.model.project import Project


def pick_plan(project: Project, month: str | None, today: date) -> Plan:
    """Return the plan of "2027-01", or without a month the one of today or of the months to come.

    Where there is none ahead, it is the latest. Raises `UsageError` where there is none at all.
    """
    plans = sorted(project.plans, key=lambda plan: (plan.month, plan.source.path))
    if month:
        found = next((plan for plan in plans if plan.month == month), None)
        if found is None:
            known = ", ".join(plan.month for plan in plans) or "none"
            raise UsageError(
                f"There is no plan of {month}; there are: {known}. Draft it: smmgen plan new {month}"
            )
        return found
    if not plans:
        raise UsageError("There is no plan yet. Draft one: smmgen plan new")
    return next((plan for plan in plans if plan.month >= f"{today:%Y-%m}"), plans[-1])
