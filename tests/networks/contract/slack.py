from tests.networks.terms import Terms

TERMS = Terms(
    visible=("chat.postMessage",),
    options={"channel": "C0123456789"},
    reported=13200,
    is_flat=True,
    denies_accounts=True,
)
