from tests.networks.terms import Terms

TERMS = Terms(
    visible=("POST /posts/{id}",),
    options={"user": "northwind"},
    is_endless=True,
)
