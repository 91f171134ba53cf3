/** All of Swedish, by feature: a file beside this one is part of it by being there. */
const files = import.meta.glob<object>(['./*.ts', '!./index.ts'], { eager: true, import: 'default' })

export default Object.fromEntries(Object.entries(files).map(([path, texts]) => [path.slice(2, -3), texts])) as Readonly<Record<string, object>>
