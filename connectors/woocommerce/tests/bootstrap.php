<?php
/** Loads a real WordPress, the stand-in for WooCommerce, and the plugin. WAYBILL_WORDPRESS is the folder of an installed site. */

$_SERVER['HTTP_HOST'] = '127.0.0.1';
require_once getenv( 'WAYBILL_WORDPRESS' ) . '/wp-load.php';
require_once __DIR__ . '/woocommerce-stand-in.php';
require_once dirname( __DIR__ ) . '/waybill.php';
do_action( 'activate_' . plugin_basename( WAYBILL_FILE ) );
global $wpdb;
$wpdb->query( "CREATE TABLE IF NOT EXISTS {$wpdb->prefix}woocommerce_api_keys (key_id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, user_id bigint, description varchar(200), permissions varchar(10), consumer_key char(64), consumer_secret char(43), truncated_key char(7))" );
