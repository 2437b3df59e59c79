// Signed messages of ours, and altered ones, before the official verifier of Standard Webhooks.
//
//   node verify.mjs SIGNED_MESSAGES
//
// Every message of ours must be accepted, also with either of two secrets during a rotation, and not one altered message.
import { execFileSync } from 'node:child_process'
import { randomBytes, randomInt } from 'node:crypto'
import { Webhook } from 'standardwebhooks'

const tool = process.argv[2]
const newSecret = () => `whsec_${randomBytes(24 + randomInt(41)).toString('base64')}`

function messages(count, ...secrets) {
  const printed = execFileSync(tool, [String(count), ...secrets], { encoding: 'utf8', maxBuffer: 1 << 28 })
  return printed.trimEnd().split('\n').map((line) => JSON.parse(line))
}

function isAccepted(verifier, { body, headers }) {
  try {
    verifier.verify(body, headers)
    return true
  } catch {
    return false
  }
}

function replaced(text, at, by) {
  return text.slice(0, at) + by + text.slice(at + 1)
}

/** The text with one character changed, taken out or put in. */
function altered(text) {
  const at = randomInt(text.length)
  const other = text[at] === 'A' ? 'B' : 'A'
  return [replaced(text, at, other), replaced(text, at, ''), text.slice(0, at) + other + text.slice(at)][randomInt(3)]
}

const withHeader = (message, name, value) => ({ ...message, headers: { ...message.headers, [name]: value } })

const alterations = [
  (message) => ({ ...message, body: altered(message.body) }),
  (message) => withHeader(message, 'webhook-id', altered(message.headers['webhook-id'])),
  (message) => withHeader(message, 'webhook-timestamp', String(Number(message.headers['webhook-timestamp']) + 1 + randomInt(200))),
  (message) => withHeader(message, 'webhook-signature', `v1,${altered(message.headers['webhook-signature'].slice(3))}`),
  (message) => withHeader(message, 'webhook-signature', message.headers['webhook-signature'].replace('v1,', 'v2,')),
  (message, other) => withHeader(message, 'webhook-signature', other.headers['webhook-signature']),
  (message, other) => ({ ...message, body: other.body }),
]

function expect(what, found, wanted) {
  console.log(`${what}: ${found} of ${wanted[1]} accepted`)
  if (found !== wanted[0]) process.exitCode = 1
}

const secret = newSecret()
const sound = messages(1000, secret)
const verifier = new Webhook(secret)
expect('ours', sound.filter((message) => isAccepted(verifier, message)).length, [1000, 1000])
expect('ours with another secret', sound.filter((message) => isAccepted(new Webhook(newSecret()), message)).length, [0, 1000])

let accepted = 0
for (let i = 0; i < 10000; ++i) {
  const message = sound[i % 1000]
  if (isAccepted(verifier, alterations[i % alterations.length](message, sound[(i + 1) % 1000]))) accepted += 1
}
expect('altered', accepted, [0, 10000])

const [current, previous] = [newSecret(), newSecret()]
const rotating = messages(100, current, previous)
for (const [name, key] of Object.entries({ current, previous })) {
  expect(`during a rotation, by the ${name} secret`, rotating.filter((message) => isAccepted(new Webhook(key), message)).length, [100, 100])
}
