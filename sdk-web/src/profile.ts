export { type Profile, withProfile } from '@maidian/sdk-core'
