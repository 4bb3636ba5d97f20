from tests.networks.terms import Terms

TERMS = Terms(
    visible=("com.atproto.repo.putRecord",),
    options={"handle": "northwind.example"},
)
