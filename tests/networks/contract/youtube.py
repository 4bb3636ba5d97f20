from tests.networks.terms import Terms

TERMS = Terms(
    visible=("PUT /youtube/v3/videos",),
    is_filmed=True,
)
