import { index, route } from '@react-router/dev/routes';

export default [
  index('routes/index.jsx'),
  route('granted', 'routes/granted.jsx'),
  route('livebox/token', 'routes/token.js'),
];
