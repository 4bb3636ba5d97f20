from tests.networks.terms import Terms

TERMS = Terms(
    visible=("POST /messages",),
    options={"chat": "-42"},
    is_slow=True,
    denies_accounts=True,
)
