from tests.networks.terms import Terms

TERMS = Terms(
    visible=("PUT /v2/blog/{blog}/posts/{id}",),
    options={"blog": "sandbox"},
    is_endless=True,
)
