const SHAPES = {
  tea: ink => `
    <path d="M100 168c-34-8-50-44-36-82 24 6 44 30 36 82z" fill="${ink}"/>
    <path d="M100 168c-2-56 14-96 56-112 10 50-10 96-56 112z" fill="${ink}" opacity=".72"/>
    <path d="M100 170c0-40-4-74-24-104" stroke="#fff" stroke-opacity=".5" stroke-width="2" fill="none"/>`,
  teaware: ink => `
    <path d="M52 96h96c0 44-18 66-48 66s-48-22-48-66z" fill="${ink}"/>
    <ellipse cx="100" cy="96" rx="48" ry="10" fill="${ink}" opacity=".7"/>
    <path d="M62 86c6-22 70-22 76 0z" fill="${ink}" opacity=".85"/>
    <circle cx="100" cy="66" r="6" fill="${ink}"/><ellipse cx="100" cy="170" rx="60" ry="6" fill="#000" opacity=".08"/>`,
  snacks: ink => `
    <rect x="50" y="106" width="46" height="46" rx="10" fill="${ink}"/>
    <rect x="104" y="106" width="46" height="46" rx="10" fill="${ink}" opacity=".8"/>
    <rect x="77" y="62" width="46" height="46" rx="10" fill="${ink}" opacity=".9"/>
    <circle cx="100" cy="85" r="6" fill="#fff" opacity=".7"/><ellipse cx="100" cy="164" rx="62" ry="6" fill="#000" opacity=".08"/>`,
}

/** A product's picture, drawn here: the shop needs nothing from elsewhere. A page has no svg of its own, but an image takes one. */
const drawing = ({ category, tint: [paper, ink] }) => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200">
    <rect width="200" height="200" fill="${paper}"/><circle cx="150" cy="48" r="22" fill="#fff" opacity=".5"/>${SHAPES[category](ink)}</svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}

module.exports = { drawing }
