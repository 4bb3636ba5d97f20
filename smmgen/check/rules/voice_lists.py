"""The brand's changes to the lists of phrases."""

from collections.abc import Iterator

from smmgen.check.context import Context, suggest
from smmgen.check.registry import rule
from smmgen.check.wordlist import LANGUAGES, listed
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.project import Project
from smmgen.text.phrases import plain


@rule("VOI009", severity="warning", on=Project)
def allowed_in_vain(project: Project, context: Context) -> Iterator[Diagnostic]:
    """Allow phrases as the lists have them.

    Why: `voice: {allow: […]}` takes a phrase out of the lists of worn phrases, office language and promises;
    one that is misspelt there takes out nothing, and the finding that it was to silence stays.

    Wrong:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        voice: {allow: [stay tune]}

    Right:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        voice: {allow: [stay tuned]}
    """
    brand = project.brand
    if not brand.voice.allow:
        return
    phrases = (phrase for language in LANGUAGES for phrase in listed(language) if phrase.kind != "mistake")
    known = {plain(phrase.words): phrase.words for phrase in phrases}
    for number, written in enumerate(brand.voice.allow):
        if plain(written) not in known:
            span = brand.spans.at("voice", "allow", number)
            hint = suggest(written, known.values(), "Delete it, or write it as the list has it.")
            yield allowed_in_vain.at(span, f"No list has “{written}”.", hint)
