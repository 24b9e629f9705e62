const SHAPES = {
  live: 'M3 10h3l2.5-6 3.5 12 2.5-6h2.5',
  funnel: 'M3 4h14M5.5 8.5h9M7.5 13h5M9 17h2',
  paths: 'M3 5h4c4 0 2 10 6 10h4M3 15h4c4 0 2-10 6-10h4',
  up: 'M10 16V5M5 9.5 10 4.5l5 5',
  down: 'M10 4v11M5 10.5l5 5 5-5',
  remove: 'M5 5l10 10M15 5 5 15',
  add: 'M10 4v12M4 10h12',
  chevron: 'M7.5 4.5 13 10l-5.5 5.5',
  shop: 'M4 7h12l-1 10H5L4 7Zm3 0a3 3 0 0 1 6 0',
  language: 'M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15ZM2.5 10h15M10 2.5c5 4.5 5 10.5 0 15-5-4.5-5-10.5 0-15',
} as const

export type IconName = keyof typeof SHAPES

/** Beside or instead of a text that says the same. */
export const Icon = ({ name }: { name: IconName }) => (
  <svg className="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
    <path d={SHAPES[name]} />
  </svg>
)
