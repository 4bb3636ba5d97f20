from tests.networks.terms import Terms

TERMS = Terms(
    visible=("EVENT",),
    options={"relays": ("wss://relay.example",)},
    reported=40000,
    known_by=69,
    denies_accounts=True,
    silent="redirect",
)
