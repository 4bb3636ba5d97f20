from tests.networks.terms import Terms

TERMS = Terms(
    visible=("wall.post",),
    options={"group": 42},
    reported=16384,
)
