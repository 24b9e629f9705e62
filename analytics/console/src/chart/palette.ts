/** Celadon, ink and clay: what pages and charts are painted with. */
export const INK = '#1f2a2e'
export const MUTED = '#66757a'
export const LINE = '#e3e7e5'
export const CELADON = '#1d6b64'
export const CELADON_PALE = '#dcebe8'

/** Groups of a breakdown, told apart also by the colour-blind: lightness changes along with hue. */
export const GROUPS = ['#1d6b64', '#d99a4e', '#4f6d9b', '#a8505a', '#8fae6b', '#7d6499', '#5fb0b7', '#8a7359'] as const
