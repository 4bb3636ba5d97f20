from tests.networks.terms import Terms

TERMS = Terms(
    visible=("PUT posts/{id}/",),
    is_endless=True,
    denies_accounts=True,
)
