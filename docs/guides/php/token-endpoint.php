<?php
// A token endpoint for <livebox-conference> in PHP 8.1 or newer, with php-curl.
declare(strict_types=1);

const MAX_BODY = 4096;        // bytes of a visitor's request
const MAX_ANSWER = 1_048_576; // bytes of an answer of the Livebox server
const LIFETIME = 300;         // seconds that a grant may be used to load the frame

/** Status, title, and whether the same request may succeed later. */
const PROBLEMS = [
    'malformed_json' => [400, 'The body is not JSON', false],
    'origin_not_allowed' => [403, 'This page may not ask here', false],
    'conference_unavailable' => [404, 'The conference is not available', false],
    'method_not_allowed' => [405, 'Method not allowed', false],
    'body_too_large' => [413, 'The body is too large', false],
    'unsupported_media_type' => [415, 'The body must be JSON', false],
    'validation_failed' => [422, 'A parameter is not valid', false],
    'internal' => [500, 'The token endpoint failed', false],
    'upstream_invalid' => [502, 'The Livebox server gave an unusable answer', false],
    'upstream_refused' => [502, 'The Livebox server refused the credentials', false],
    'upstream_unavailable' => [503, 'The Livebox server is not available', true],
    'upstream_timeout' => [504, 'The Livebox server did not answer', true],
];

final class Problem extends Exception
{
    public function __construct(public readonly string $problem)
    {
        parent::__construct($problem);
    }
}

ini_set('display_errors', '0'); // a warning in an answer would tell of the server
header_remove('X-Powered-By');
header('Vary: Origin');
header('Cache-Control: no-store');
header('X-Content-Type-Options: nosniff');
try {
    $grant = answer();
    if ($grant !== null) {
        header('Content-Type: application/json');
        echo json_encode($grant, JSON_UNESCAPED_SLASHES);
    }
} catch (Throwable $error) {
    refuse($error instanceof Problem ? $error->problem : 'internal');
}

function answer(): ?array
{
    $origin = $_SERVER['HTTP_ORIGIN'] ?? null;
    // Of the pages that may ask, your own site's too.
    $isAllowed = $origin === null
        ? ($_SERVER['HTTP_SEC_FETCH_SITE'] ?? '') === 'same-origin'
        : in_array($origin, readList('LIVEBOX_ORIGINS'), true);
    if (!$isAllowed) {
        throw new Problem('origin_not_allowed');
    }
    if ($origin !== null) {
        header("Access-Control-Allow-Origin: $origin");
        header('Access-Control-Expose-Headers: Date, Age, Retry-After');
    }
    if ($_SERVER['REQUEST_METHOD'] === 'OPTIONS') {
        http_response_code(204);
        header('Access-Control-Allow-Methods: POST');
        header('Access-Control-Allow-Headers: Content-Type, Authorization');
        header('Access-Control-Max-Age: 7200');
        return null;
    }
    if ($_SERVER['REQUEST_METHOD'] !== 'POST') {
        header('Allow: POST, OPTIONS');
        throw new Problem('method_not_allowed');
    }
    return makeGrant(...readRequest());
}

/** @return array{string, string, string} name, width and height */
function readRequest(): array
{
    if (!preg_match('~^application/json\s*(;|\z)~i', $_SERVER['CONTENT_TYPE'] ?? '')) {
        throw new Problem('unsupported_media_type');
    }
    $body = (string) file_get_contents('php://input', length: MAX_BODY + 1);
    if (strlen($body) > MAX_BODY) {
        throw new Problem('body_too_large');
    }
    $request = json_decode($body, true);
    if (json_last_error() !== JSON_ERROR_NONE) {
        throw new Problem('malformed_json');
    }
    $request = is_array($request) ? $request : [];
    $parts = [$request['name'] ?? null, $request['width'] ?? '800px', $request['height'] ?? '450px'];
    foreach (['/^[A-Za-z0-9_-]{1,64}\z/', '/^[1-9]\d{0,4}px\z/', '/^[1-9]\d{0,4}px\z/'] as $i => $form) {
        if (!is_string($parts[$i]) || !preg_match($form, $parts[$i])) {
            throw new Problem('validation_failed');
        }
    }
    return $parts;
}

function makeGrant(string $name, string $width, string $height): array
{
    // Every visitor may see these conferences, and no others.
    if (!in_array($name, readList('LIVEBOX_CONFERENCES'), true)) {
        throw new Problem('conference_unavailable');
    }
    if (!isOn($name)) {
        // A visitor switches these on by coming.
        if (!in_array($name, readList('LIVEBOX_ENABLE'), true)) {
            throw new Problem('conference_unavailable');
        }
        $action = ['action' => 'changeConferenceMode', 'conferenceMode' => 'on', 'name' => $name];
        if ((askLivebox('videoConfSettings', $action)['status'] ?? null) !== 'Enabled') {
            throw new Problem('upstream_invalid');
        }
    }
    $size = ['name' => $name, 'width' => $width, 'height' => $height];
    return [
        'version' => 1,
        'name' => $name,
        'enabled' => true,
        'src' => readEmbedCode(callLivebox('getEmbedCodeofConference', $size)),
        'frameOrigins' => [liveboxOrigin()],
        'expiresAt' => gmdate('Y-m-d\TH:i:s\Z', time() + LIFETIME),
    ];
}

/** Whether a conference is on, by the list: what an error status means is not documented. */
function isOn(string $name): bool
{
    $answered = askLivebox('videoConfSettings', ['action' => 'get']);
    foreach (array_is_list($answered) ? $answered : [$answered] as $conference) {
        if (is_array($conference) && ($conference['ConferenceName'] ?? null) === $name) {
            return strtolower((string) ($conference['Mode'] ?? '')) === 'on';
        }
    }
    throw new Problem('conference_unavailable');
}

function askLivebox(string $path, array $parameters): array
{
    $answer = json_decode(callLivebox($path, $parameters), true);
    return is_array($answer) ? $answer : throw new Problem('upstream_invalid');
}

function callLivebox(string $path, array $parameters): string
{
    $text = '';
    $curl = curl_init(liveboxOrigin() . "/livebox/appsservice/api/$path");
    curl_setopt_array($curl, [
        CURLOPT_POSTFIELDS => json_encode(credentials() + $parameters),
        CURLOPT_HTTPHEADER => ['Content-Type: application/json'],
        // A redirect would carry the credentials to another server.
        CURLOPT_FOLLOWLOCATION => false,
        CURLOPT_TIMEOUT => 10,
        CURLOPT_WRITEFUNCTION => function ($curl, string $chunk) use (&$text): int {
            $text .= $chunk;
            return strlen($text) > MAX_ANSWER ? 0 : strlen($chunk);
        },
    ]);
    curl_exec($curl);
    $status = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);
    $problem = match (true) {
        curl_errno($curl) === CURLE_OPERATION_TIMEDOUT => 'upstream_timeout',
        curl_errno($curl) === CURLE_WRITE_ERROR => 'upstream_invalid',
        curl_errno($curl) !== 0, $status >= 500 => 'upstream_unavailable',
        $status === 401, $status === 403 => 'upstream_refused',
        $status !== 200 => 'upstream_invalid',
        default => null,
    };
    return $problem === null ? $text : throw new Problem($problem);
}

/** The address in an embed code, which is one iframe and nothing else. HTML is never passed on. */
function readEmbedCode(string $html): string
{
    if (strlen($html) > 8192 || !preg_match('~^\s*<iframe(?=[\s>])([^>]*)>\s*</iframe\s*>\s*\z~iu', $html, $found)) {
        throw new Problem('upstream_invalid');
    }
    // One attribute: its value in straight or typographic quotes (Livebox prints both) or in none.
    $attribute = '/\G(?:\s+([a-z][a-z\d-]*)(?:\s*=\s*(?:"([^"<]*)"|\'([^\'<]*)\'|[“”″]([^“”″<"\']*)[“”″]'
        . '|([^\s"\'“”″<=`]+)))?|\s+\z)/iu';
    $attributes = [];
    for ($at = 0; $at < strlen($found[1]); $at += strlen($match[0])) {
        if (!preg_match($attribute, $found[1], $match, PREG_UNMATCHED_AS_NULL, $at)) {
            throw new Problem('upstream_invalid');
        }
        $name = strtolower($match[1] ?? '');
        if (isset($attributes[$name]) || $name === 'srcdoc' || str_starts_with($name, 'on')) {
            throw new Problem('upstream_invalid');
        }
        $attributes[$name] = $match[2] ?? $match[3] ?? $match[4] ?? $match[5] ?? '';
    }
    $src = preg_replace('/&(amp|#0*38);/i', '&', trim($attributes['src'] ?? ''));
    // What browsers and servers read differently is refused, not repaired.
    $isPlain = preg_match('/^[!-~]+\z/', $src) && !preg_match('/[\\\\]|&[^&=]*;/', $src);
    if (!$isPlain || !preg_match('~^' . preg_quote(liveboxOrigin(), '~') . '(?=[/?#]|\z)~', $src) || holdsSecret($src)) {
        throw new Problem('upstream_invalid');
    }
    return $src;
}

/** Whether one of the keys stands in an address, as it is or encoded. */
function holdsSecret(string $address): bool
{
    $readings = [$address, rawurldecode($address), rawurldecode(rawurldecode($address))];
    foreach ([credentials()['key'], credentials()['Serverkey']] as $secret) {
        $base64 = rtrim(base64_encode($secret), '=');
        foreach ([$secret, bin2hex($secret), $base64, strtr($base64, '+/', '-_')] as $form) {
            foreach ($readings as $reading) {
                if (stripos($reading, $form) !== false) {
                    return true;
                }
            }
        }
    }
    return false;
}

/** @return array{username: string, key: string, Serverkey: string} */
function credentials(): array
{
    return [
        'username' => setting('LIVEBOX_USERNAME'),
        'key' => setting('LIVEBOX_KEY'),
        'Serverkey' => setting('LIVEBOX_SERVER_KEY'),
    ];
}

/** The Livebox server: https, or http on this machine. */
function liveboxOrigin(): string
{
    $server = rtrim(setting('LIVEBOX_SERVER'), '/');
    if (!preg_match('~^(https://[a-z\d.-]+|http://(localhost|127\.0\.0\.1))(:\d+)?\z~', $server)) {
        throw new Problem('internal');
    }
    return $server;
}

/** @return string[] */
function readList(string $name): array
{
    return array_filter(explode(',', (string) getenv($name)));
}

function setting(string $name): string
{
    return getenv($name) ?: throw new Problem('internal');
}

function refuse(string $code): void
{
    [$status, $title, $retryable] = PROBLEMS[$code];
    // The code alone: a message or an answer of Livebox may hold what visitors or logs must not.
    if ($status >= 500) {
        error_log("livebox token endpoint: $code");
    }
    if ($retryable) {
        header('Retry-After: 5');
    }
    http_response_code($status);
    header('Content-Type: application/problem+json');
    $type = "https://github.com/livebox-conference/livebox-conference/blob/main/docs/problems/$code.md";
    $problem = ['type' => $type, 'title' => $title, 'status' => $status, 'code' => $code, 'retryable' => $retryable];
    echo json_encode($problem, JSON_UNESCAPED_SLASHES);
}
