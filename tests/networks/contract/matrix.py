from tests.networks.terms import Terms

TERMS = Terms(
    visible=("PUT rooms/send/m.room.message",),
    options={"room": "#news:sandbox.example"},
    reported=65536,
    denies_accounts=True,
)
