<?php
// Serve what was uploaded, the blog's own files, and everything else by WordPress.
$folder = getenv('WP_DIR');
$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if (str_starts_with($path, '/wp-content/')) {
    $file = "$folder/content" . substr($path, strlen('/wp-content'));
    if (is_file($file)) {
        header('Content-Type: ' . mime_content_type($file));
        readfile($file);
        return true;
    }
}
if ($path !== '/' && is_file("$folder/site$path")) {
    return false;
}
require "$folder/site/index.php";
