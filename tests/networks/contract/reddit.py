from tests.networks.terms import Terms

TERMS = Terms(
    visible=("POST /api/submit", "POST /api/submit_gallery_post"),
    options={"subreddit": "coffee", "user": "northwind", "client_id": "sandbox"},
    makes_cards=True,
)
