from tests.networks.terms import Terms

TERMS = Terms(
    visible=("postevent",),
    options={"user": "northwind", "timezone": "Europe/Moscow"},
    reported=65535,
    denies_accounts=True,
)
