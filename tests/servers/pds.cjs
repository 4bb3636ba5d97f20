// Runs a Bluesky server and its directory of identities on loopback; prints a line of JSON when both are ready.
// PLC_PORT, PDS_PORT and PDS_DIR come from the environment; SIGTERM ends it.
const crypto = require('node:crypto')
const fs = require('node:fs')
const net = require('node:net')
const path = require('node:path')

// Both packages listen on every interface; nobody outside this machine has business here.
const listen = net.Server.prototype.listen
net.Server.prototype.listen = function (port, ...rest) {
  if (typeof port !== 'number') return listen.call(this, port, ...rest)
  return listen.call(this, port, '127.0.0.1', ...rest.filter((one) => typeof one === 'function'))
}

// libSQL answers as better-sqlite3 does and comes compiled, but hands out bytes as an ArrayBuffer.
const Sqlite = require(require.resolve('better-sqlite3', { paths: [path.dirname(require.resolve('@atproto/pds'))] }))
const prepare = Sqlite.prototype.prepare
const buffered = (row) => {
  for (const [key, value] of Object.entries(row ?? {})) if (value instanceof ArrayBuffer) row[key] = Buffer.from(value)
  return row
}
Sqlite.prototype.prepare = function (sql) {
  const statement = prepare.call(this, sql)
  const { all, get } = statement
  statement.all = (...given) => all.apply(statement, given).map(buffered)
  statement.get = (...given) => buffered(get.apply(statement, given))
  return statement
}

const { PDS, envToCfg, envToSecrets } = require('@atproto/pds')
const { Database, PlcServer } = require('@did-plc/server')

async function main() {
  const plcPort = Number(process.env.PLC_PORT)
  const port = Number(process.env.PDS_PORT)
  const folder = process.env.PDS_DIR
  const blobs = path.join(folder, 'blobs')
  fs.mkdirSync(blobs, { recursive: true })

  const plc = PlcServer.create({ db: Database.mock(), port: plcPort })
  await plc.start()
  const env = {
    devMode: true,
    hostname: 'localhost',
    port,
    dataDirectory: folder,
    blobstoreDiskLocation: blobs,
    didPlcUrl: `http://127.0.0.1:${plcPort}`,
    serviceHandleDomains: ['.test'],
    inviteRequired: false,
    disableSsrfProtection: true,
    adminPassword: crypto.randomBytes(8).toString('hex'),
    jwtSecret: crypto.randomBytes(16).toString('hex'),
    plcRotationKeyK256PrivateKeyHex: crypto.randomBytes(32).toString('hex'),
    bskyAppViewUrl: 'https://appview.invalid',
    bskyAppViewDid: 'did:example:invalid',
    rateLimitsEnabled: false,
  }
  const pds = await PDS.create(envToCfg(env), envToSecrets(env))
  await pds.start()
  console.log(JSON.stringify({ url: `http://127.0.0.1:${port}` }))

  const stop = async () => {
    await pds.destroy()
    await plc.destroy()
    process.exit(0)
  }
  process.on('SIGTERM', stop)
}

main().catch((fault) => {
  console.error(fault)
  process.exit(1)
})
