from smmgen.compose.compose import compose
from smmgen.model.variant import Message
from smmgen.pipeline import load
from smmgen.read.tree import Memory
from tests.compose.test_documents import BRAND

PINS = "  pins: {network: pinterest, app_id: a, board: '42', app_secret: env:A, refresh_token: env:B}\n"
POST = "---\ntitle: Sale\naccounts: [pins, masto]\nlink: https://northwind.example/sale\n---\nAll beans must go.\n"


def messages() -> dict[str, Message]:
    brand = BRAND.replace("rubrics:", f"{PINS}rubrics:")
    project = load(Memory({"smmgen.yaml": brand, "content/posts/sale.md": POST})).project
    assert project
    return {one.account: one.messages[0] for one in compose(project).variants}


def test_a_link_with_a_field_of_its_own_is_not_in_the_text_too() -> None:
    made = messages()
    assert made["pins"].written.text == "All beans must go."
    assert made["pins"].link.startswith("https://northwind.example/sale?utm_source=pinterest")
    assert "https://northwind.example/sale" in made["masto"].written.text
