import * as z from 'zod'

export const NAME_SAYS = 'names are lower-case letters, digits and _, a letter first, at most 60 characters'

/** A name of the plan: `begin_checkout`. */
export const Name = z.string().regex(/^[a-z][a-z0-9_]{0,59}$/, NAME_SAYS)

/** An owner: a team or an e-mail address. */
export const Owner = z.string().regex(/^[\w.@+-]{1,80}$/, 'write a team such as checkout-team, or an e-mail address')
