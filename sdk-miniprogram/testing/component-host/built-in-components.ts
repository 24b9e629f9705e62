import type { ComponentSpace, GeneralComponent } from 'glass-easel'

/** WeChat's own components, as far as a template needs them: a name, the usual properties, and what is in them. */
const NAMES = [
  'view',
  'text',
  'button',
  'image',
  'scroll-view',
  'swiper',
  'swiper-item',
  'navigator',
  'input',
  'textarea',
  'form',
  'label',
  'icon',
  'rich-text',
  'cover-view',
  'cover-image',
  'movable-area',
  'movable-view',
  'page-meta',
  'navigation-bar',
  'checkbox',
  'checkbox-group',
  'radio',
  'radio-group',
  'switch',
  'slider',
  'progress',
  'picker',
  'picker-view',
  'picker-view-column',
  'video',
  'canvas',
  'map',
  'web-view',
  'open-data',
  'match-media',
  'root-portal',
  'page-container',
]

/** Without them a tag is a plain element, whose `bindtap` is a dead attribute. */
export const defineBuiltIns = (space: ComponentSpace): void => {
  for (const name of NAMES) {
    const definition = space.defineComponent({
      is: name,
      properties: { openType: String, url: String, src: String, value: String, disabled: Boolean, delta: Number },
    })
    space.setGlobalUsingComponent(name, definition)
  }
}

/** The nearest built-in of this name around an element, itself included. */
export const builtInAround = (element: GeneralComponent, name: string): GeneralComponent | undefined => {
  for (let node = element; node; node = node.parentNode as GeneralComponent) if (node.is === name) return node
}
