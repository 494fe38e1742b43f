// What the analyzer can't see: attributes and defaults of `static properties` as this element
// writes them. And what readers of the manifest need not see: private and inherited members.

/** Public to subclasses of Lit's base, not to pages. */
const LIFECYCLE = new Set(['handleEvent', 'connectedMoveCallback', 'renderRoot']);

const TAG = 'livebox-conference';

/** @returns {import('@custom-elements-manifest/analyzer').Plugin} */
export function liveboxElement() {
  let attributes = new Map();
  let defaults = new Map();
  return {
    name: 'livebox-element',
    analyzePhase({ ts, node }) {
      if (ts.isVariableDeclaration(node) && node.name.getText() === 'DEFAULTS') {
        defaults = readDefaults(ts, node.initializer);
      }
      if (ts.isPropertyDeclaration(node) && node.name.getText() === 'properties') {
        attributes = readAttributes(ts, node.initializer);
      }
    },
    packageLinkPhase({ customElementsManifest }) {
      for (const module of customElementsManifest.modules) {
        module.path = publishedPath(module.path);
        module.declarations = module.declarations.filter(({ kind }) => kind === 'class');
        for (const { declaration } of module.exports ?? []) {
          if (declaration?.module) declaration.module = publishedPath(declaration.module);
        }
        for (const element of module.declarations) describe(element, attributes, defaults);
      }
      customElementsManifest.modules.push(definition());
    },
  };
}

/** Each property with its attribute's name, or `undefined` when it has none. */
function readAttributes(ts, properties) {
  return new Map(
    properties.properties.map((property) => {
      const name = property.name.getText();
      const options = ts.isObjectLiteralExpression(property.initializer)
        ? property.initializer.properties
        : [];
      const option = options.find((one) => one.name?.getText() === 'attribute')?.initializer;
      if (option?.kind === ts.SyntaxKind.FalseKeyword) return [name, undefined];
      return [name, option && ts.isStringLiteral(option) ? option.text : name.toLowerCase()];
    }),
  );
}

function readDefaults(ts, initializer) {
  const object = ts.isAsExpression(initializer) ? initializer.expression : initializer;
  return new Map(
    object.properties
      .map(({ name, initializer: value }) => [name.getText(), value.getText().replaceAll('_', '')])
      .filter(([, value]) => !/^(undefined|''|\{\}|[A-Z]+)$/.test(value)),
  );
}

function describe(element, attributes, defaults) {
  element.customElement = true;
  element.tagName = TAG;
  element.members = element.members.filter(isPublic).map((member) => {
    const attribute = attributes.get(member.name);
    const value = defaults.get(member.name);
    return {
      ...member,
      ...(value ? { default: value } : {}),
      ...(attribute ? { attribute, reflects: attribute !== 'token' } : {}),
    };
  });
  element.attributes = element.members
    .filter(({ attribute }) => attribute)
    .map(({ name, attribute, type, description, default: value }) => ({
      name: attribute,
      type: name === 'token' ? { text: 'string' } : type,
      description,
      ...(value ? { default: value } : {}),
      fieldName: name,
    }));
  // Those without a name of ours are constructor calls, which the class comment documents.
  element.events = element.events.filter(({ name }) => name?.startsWith('livebox-'));
}

function isPublic({ name, privacy, static: isStatic, inheritedFrom }) {
  return !isStatic && (privacy ?? 'public') === 'public' && !inheritedFrom && !LIFECYCLE.has(name);
}

/** The module that defines the tag. */
function definition() {
  return {
    kind: 'javascript-module',
    path: 'dist/element/livebox-conference.js',
    declarations: [],
    exports: [
      {
        kind: 'custom-element-definition',
        name: TAG,
        declaration: {
          name: 'LiveboxConferenceElement',
          module: 'dist/element/livebox-conference-element.js',
        },
      },
    ],
  };
}

function publishedPath(path) {
  return path.replace(/^src\/(.+)\.ts$/, 'dist/$1.js');
}
