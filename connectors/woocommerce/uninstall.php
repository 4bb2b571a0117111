<?php
/**
 * Removes what the plugin left: its table, its options, its webhooks.
 *
 * @package Waybill
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

global $wpdb;
if ( function_exists( 'wc_get_webhook' ) ) {
	foreach ( (array) get_option( 'waybill_webhooks', array() ) as $waybill_id ) {
		$waybill_webhook = wc_get_webhook( (int) $waybill_id );
		if ( $waybill_webhook ) {
			$waybill_webhook->delete( true );
		}
	}
}
// phpcs:ignore WordPress.DB.DirectDatabaseQuery
$wpdb->query( "DROP TABLE IF EXISTS {$wpdb->prefix}waybill_outbox" );
foreach ( array( 'waybill_connection', 'waybill_webhooks', 'waybill_kinds', 'waybill_held', 'waybill_db_version' ) as $waybill_option ) {
	delete_option( $waybill_option );
}
