import { type ErrorEntry, httpErrors } from './http-error.ts'

/** What any service answers, whatever the route. */
export const SERVICE_ERRORS = {
  'route.unknown': { status: 404, say: 'no such route' },
  'request.invalid': { status: 400, say: 'the request cannot be read' },
  'request.too_large': { status: 413, say: 'the request is too large' },
  'request.not_json': { status: 415, say: 'send the body as Content-Type: application/json' },
  'request.cross_site': { status: 403, say: 'pages of another origin may not ask here' },
  'host.unknown': { status: 403, say: 'this server is not known by that Host; add it under hosts: in maidian.yaml' },
  'token.wrong': { status: 401, say: 'send Authorization: Bearer with the MAIDIAN_ADMIN_TOKEN' },
  'server.away': { status: 503, say: 'the process that answers this is not there now; ask again' },
  'server.failed': { status: 500, say: 'something failed here; the log has the reason' },
} as const satisfies Record<string, ErrorEntry>

export const serviceError = httpErrors(SERVICE_ERRORS)
