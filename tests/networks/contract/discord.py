from tests.networks.terms import Terms

TERMS = Terms(
    visible=("POST /channels/:id/messages",),
    options={"channel": "4200"},
    instead=frozenset({"webhook"}),
    denies_accounts=True,
)
