from tests.networks.terms import Terms

TERMS = Terms(
    visible=("sendMessage", "sendPhoto", "sendMediaGroup"),
    options={"chat": "@northwind"},
)
