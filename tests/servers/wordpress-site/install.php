<?php
// Set up an empty blog with an author; its application password is the last line of what is said.
define('WP_INSTALLING', true);
$_SERVER += [
    'HTTP_HOST' => '127.0.0.1',
    'SERVER_PROTOCOL' => 'HTTP/1.1',
    'REQUEST_METHOD' => 'GET',
    'REQUEST_URI' => '/',
];
require getenv('WP_DIR') . '/site/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('Northwind', 'admin', 'admin@example.com', true, '', wp_generate_password());
update_option('permalink_structure', '/%postname%/');
$author = wp_insert_user(['user_login' => 'anna', 'user_email' => 'anna@example.com', 'user_pass' => wp_generate_password(), 'role' => 'editor']);
echo "\n", WP_Application_Passwords::create_new_application_password($author, ['name' => 'smmgen'])[0], "\n";
