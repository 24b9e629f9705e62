import { firstText, type Json, objectOf, textOf } from '../values.ts'

/** Keys of `identities` that are a device, and the one that is the user. */
const DEVICES = ['$identity_cookie_id', '$identity_anonymous_id', '$identity_mp_id', '$identity_android_id']
const LOGIN = '$identity_login_id'

export type Identity = { device: string; user: string; ids: Json }

/** `$identity_mp_wx123_openid` → `mp_wx123_openid`. */
const plainKey = (key: string): string => key.replace(/^\$identity_/, '')

/**
 * Whose a message is. `distinct_id` is the user's name once it is known and the device's before; the libraries of
 * browsers and apps say both beside it, those of servers whether it is a name.
 */
export const messageIdentity = (message: Json): Identity => {
  const identities = objectOf(message.identities)
  const { $is_login_id } = objectOf(message.properties)
  const distinct = textOf(message.distinct_id)
  const user = firstText(message.login_id, identities[LOGIN], $is_login_id === true ? distinct : '')
  const device = firstText(
    message.anonymous_id,
    ...DEVICES.map(key => identities[key]),
    distinct === user ? '' : distinct,
  )
  const further = Object.entries(identities).filter(([key]) => key !== LOGIN && !DEVICES.includes(key))
  return { device, user, ids: Object.fromEntries(further.map(([key, id]) => [plainKey(key), id])) }
}
