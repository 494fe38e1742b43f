import eslint from '@eslint/js';
import globals from 'globals';
import { configs as lit } from 'eslint-plugin-lit';
import { configs as wc } from 'eslint-plugin-wc';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { folderConfigs } from './scripts/folder-rule.js';

/** Files that may print: the command, and the element's warnings to the page's author. */
const CONSOLE_FILES = ['src/cli/**', 'src/element/developer-console.ts'];

const NO_DEFAULT_EXPORT = {
  selector: 'ExportDefaultDeclaration, ExportSpecifier[exported.name="default"]',
  message: 'Export it by name.',
};

const NO_HIDDEN_TESTS = [
  {
    selector: 'CallExpression[callee.property.name=/^(only|skip|skipIf|todo|fixme)$/]',
    message: 'Every test runs: delete it or make it work.',
  },
  {
    selector: 'CallExpression[callee.name=/^(xit|xdescribe|fit|fdescribe)$/]',
    message: 'Every test runs: delete it or make it work.',
  },
  {
    selector:
      'CallExpression[callee.name=/^(test|it|describe|suite)$/] > ObjectExpression > Property[key.name=/^(only|skip|todo)$/]',
    message: 'Every test runs: delete it or make it work.',
  },
];

export default defineConfig(
  {
    ignores: [
      'dist/',
      'dist-site/',
      'coverage/',
      'test-results/',
      '**/.cache/',
      'test/fixtures/**/*.js',
      // Sites in other dialects, checked by their frameworks' own tools.
      'test/frameworks/*/',
      // Need frameworks that are not installed here: tested by the suite `package`.
      'src/element/types/',
      'test/types/',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  eslint.configs.recommended,
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: { globals: globals.node },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Wrong wherever a call in between changes a property: `signal.aborted` asked twice.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      // An interface that is fulfilled without waiting.
      '@typescript-eslint/require-await': 'off',
      // Demanded by noPropertyAccessFromIndexSignature.
      '@typescript-eslint/dot-notation': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      eqeqeq: 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: { 'no-console': 'error', 'no-restricted-syntax': ['error', NO_DEFAULT_EXPORT] },
  },
  { files: CONSOLE_FILES, rules: { 'no-console': 'off' } },
  {
    files: ['src/element/**/*.ts'],
    extends: [lit['flat/recommended'], wc['flat/recommended'], wc['flat/best-practice']],
  },
  ...folderConfigs(NO_DEFAULT_EXPORT),
  {
    files: ['test/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...NO_HIDDEN_TESTS],
      // chai: `expect(x).to.be.true`.
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', name: ['test', 'it', 'describe', 'suite'], package: 'node:test' },
            // @open-wc/testing declares that chai's `equal()` returns a promise: it does not.
            { from: 'package', name: 'Equal', package: 'chai' },
          ],
        },
      ],
    },
  },
);
