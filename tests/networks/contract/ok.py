from tests.networks.terms import Terms

TERMS = Terms(
    visible=("mediatopic.post",),
    options={"group": 42, "application_key": "CSANDBOX"},
    reported=20000,
)
