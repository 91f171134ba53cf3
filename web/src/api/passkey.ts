import { answer, http } from './client'
import { Failure } from './failure'

/** Whether this browser, at this address, can use passkeys: they belong to a name, never to a number. */
export const canUsePasskeys =
  typeof PublicKeyCredential === 'function' &&
  'parseRequestOptionsFromJSON' in PublicKeyCredential &&
  isSecureContext &&
  !/^[\d.]+$|^\[/.test(location.hostname)

/** What a passkey of whoever sits here answers to the server's question, as text. */
export async function askPasskey(): Promise<string> {
  const { data } = await answer(http.POST('/api/sign-in/passkey/options'))
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(JSON.parse(data.options) as PublicKeyCredentialRequestOptionsJSON)
  return written(navigator.credentials.get({ publicKey }), 'No passkey was used. Try again, or use your password.')
}

/** What a device answers that made a passkey, as text. */
export async function makePasskey(options: string): Promise<string> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(JSON.parse(options) as PublicKeyCredentialCreationOptionsJSON)
  return written(navigator.credentials.create({ publicKey }), 'No passkey was made. Try again when you are ready.')
}

async function written(asking: Promise<Credential | null>, refusal: string): Promise<string> {
  try {
    return JSON.stringify(await asking)
  } catch (cause) {
    // Browsers don't say whether somebody said no or took too long; that the device knows this server already they do.
    const isKnown = cause instanceof DOMException && cause.name === 'InvalidStateError'
    throw isKnown ? said('passkey-known', 'This device has a passkey for you already.', cause) : said('no-passkey', refusal, cause)
  }
}

const said = (code: string, detail: string, cause: unknown): Failure =>
  new Failure(null, { type: `urn:throughline:problem:${code}`, title: 'No passkey', status: 0, detail, requestId: '' }, cause)
