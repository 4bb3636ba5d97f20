// Says where calls differ from the schemas that others generate from Discord's OpenAPI document.
// Each line of standard input is a JSON list of [network, method, parameters]; it is answered by a line, a list of faults.
// The first argument is the folder of the installed packages.
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const schemas = await import(pathToFileURL(`${process.argv[2]}/discord-api-spec/build/discord-api-spec.zod.js`));
const BODIES = {
  messages: schemas.MessageCreateRequestSchema,
  threads: schemas.CreateTextThreadWithMessageRequestSchema,
  webhooks: schemas.IncomingWebhookRequestPartialSchema,
};

const isHolder = (value) => typeof value === "object" && value !== null;

// A schema leaves out what it does not know.
const unknown = (given, kept, path = "") =>
  Object.entries(given).flatMap(([name, value]) => {
    if (!(name in kept)) return [`there is no ${path}${name}`];
    return isHolder(value) ? unknown(value, kept[name], `${path}${name}.`) : [];
  });

const unnamed = (body, files) => {
  const named = (body.attachments ?? []).map((one) => `files[${one.id}]`);
  return Object.keys(files).filter((name) => !named.includes(name));
};

const faults = (schema, { payload_json, ...rest }) => {
  const [body, files] = payload_json ? [JSON.parse(payload_json), rest] : [rest, {}];
  const read = schema.safeParse(body);
  if (!read.success) return read.error.issues.map((one) => `${one.path.join(".")}: ${one.message || one.code}`);
  return [...unknown(body, read.data), ...unnamed(body, files).map((name) => `no attachment is ${name}`)];
};

const judged = ([network, method, given]) =>
  (method in BODIES ? faults(BODIES[method], given) : ["no such method"]).map((fault) => `${network} ${method}: ${fault}`);

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(JSON.parse(line).flatMap(judged)));
}
