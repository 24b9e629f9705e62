import type { Html } from './html.ts'

/** A page: its title, its markup, and what its buttons and forms do once it stands. */
export type Page = { title: string; body: Html; ready?: (root: HTMLElement) => void }

/** Goes to another page of the shop. */
export type Go = (path: string) => void
