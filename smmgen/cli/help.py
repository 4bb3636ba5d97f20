"""What `smmgen --help` says, to be said without loading click: python -m smmgen.cli.reference."""

TEXT = """\
Usage: smmgen [OPTIONS] COMMAND [ARGS]...

  Content as code for social media marketing.

  Posts and content plans live as Markdown in git; smmgen checks them,
  composes each network's variant, brands the pictures and publishes what is
  due, once.

Options:
  -C, --directory DIRECTORY  Work in this content repository instead of the
                             current folder.
  -q, --quiet                Say only what went wrong.
  -v, --verbose              Say more.
  --timings                  Tell what took how long, on stderr.
  --profile FILE             Write where the time goes into FILE, for viewers
                             of Python profiles.
  --version                  Show the version and exit.
  -h, --help                 Show this message and exit.

Commands:
  build    Write the variants, pictures, preview site, calendar and manifest.
  cards    Look at a theme's cards, try them out, start a new one.
  check    Find everything that can be known before publishing.
  cms      Set up a page on which posts are written in a browser.
  comment  Keep one comment below a pull request that tells what it changes.
  demo     Do the whole job once, with the sandbox in place of the networks.
  diff     Tell what a change does to each variant and picture.
  doctor   Ask every network who we are there, and whether publishing will
           work.
  edit     Bring a changed post to the networks where it is public.
  image    Draw the pictures of a post, or one for each row of a table.
  images   Tell which built pictures a change alters visibly.
  import   Bring posts in from a table, a feed or another tool, as drafts.
  init     Begin a content repository, with workflows and a month of examples.
  ledger   Look after the record of what was published.
  lsp      Help in an editor while you write: findings, counters, completion,
           previews.
  mcp      Let a writer's assistant check, preview, plan and draft; never
           publish.
  metrics  Read what the networks count of what was published.
  new      Start a post, from nothing or from a blog post, or a plan.
  plan     Make the month's content plan, look at it, hand it round.
  publish  Deliver what is due.
  retract  Delete a post from the networks where it is public.
  sandbox  Run the networks on this machine and see what arrives.
  schema   Write what editors need to know to help while somebody writes.
  serve    Show the preview site in the browser while files change.
  status   Tell what was, is and will be delivered.
  todo     Tell who owes what by when.
  words    Add words to the brand's own, which no dictionary has.
"""
