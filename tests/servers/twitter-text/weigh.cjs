// Reads a JSON list of texts and writes what X counts each of them.
const { parseTweet } = require("twitter-text");
const texts = JSON.parse(require("fs").readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(texts.map((text) => parseTweet(text).weightedLength)));
