/**
 * What is counted: `hit` every request, `failure` a refused one, `miss` one that makes the
 * endpoint ask Livebox, `enable` one that may switch a conference on.
 */
export type LimitKind = 'hit' | 'miss' | 'failure' | 'enable';
