from tests.networks.terms import Terms

TERMS = Terms(
    visible=("POST /:id/threads_publish",),
    denies_accounts=True,
)
