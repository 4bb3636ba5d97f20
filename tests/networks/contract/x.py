from tests.networks.terms import Terms

TERMS = Terms(
    visible=("POST /2/tweets",),
    options={"handle": "northwind"},
    instead=frozenset({"token"}),
)
