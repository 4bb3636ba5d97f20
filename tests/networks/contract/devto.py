from tests.networks.terms import Terms

TERMS = Terms(
    visible=("PUT /articles/{id}",),
    is_endless=True,
    has_cover=True,
)
