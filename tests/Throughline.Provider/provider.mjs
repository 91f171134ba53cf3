// An OpenID provider on the loopback, for the tests: `node provider.mjs` prints its address. POST /client {"redirectUris":["…"]} names the one client.
// Whoever signs in is who they say: `name@example.com` has a proved address, `unproved-…` has one that is not.
import { createServer } from 'node:http'
import Provider from 'oidc-provider'

let provider = null

const server = createServer(async (request, response) => {
  if (request.method === 'POST' && request.url === '/client') {
    let body = ''
    for await (const part of request) body += part
    provider = make(JSON.parse(body).redirectUris).callback()
    response.writeHead(204).end()
  } else if (provider) {
    provider(request, response)
  } else {
    response.writeHead(503).end()
  }
})

server.listen(0, '127.0.0.1', () => console.log(`ready http://localhost:${server.address().port}`))

function make(redirectUris) {
  const made = new Provider(`http://localhost:${server.address().port}`, {
    clients: [
      {
        client_id: 'throughline',
        client_secret: 'what only the two of us know',
        redirect_uris: redirectUris,
        token_endpoint_auth_method: 'client_secret_post',
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    pkce: { required: () => true },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    cookies: { keys: ['a key of the tests'] },
    features: { devInteractions: { enabled: true } },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, email: id, email_verified: !id.startsWith('unproved-'), name: id.split('@')[0] }),
    }),
  })
  return made
}

// It ends with whoever started it.
process.stdin.resume()
process.stdin.on('end', () => process.exit(0))
