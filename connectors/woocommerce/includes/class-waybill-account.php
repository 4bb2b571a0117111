<?php
/**
 * A way to the order's page from My Account.
 *
 * @package Waybill
 */

defined( 'ABSPATH' ) || exit;

/** The page's own link is signed and known to Waybill alone: this leads to where Waybill sends it to the customer's mailbox. */
final class Waybill_Account {

	public static function register(): void {
		add_filter( 'woocommerce_my_account_my_orders_actions', array( self::class, 'add_action' ) );
	}

	/** @param array $actions By name, each with url and name. */
	public static function add_action( $actions ) {
		$connection = Waybill_Connection::current();
		if ( null === $connection || ! is_array( $actions ) ) {
			return $actions;
		}
		$actions['waybill'] = array(
			'url'  => esc_url_raw( "{$connection->origin}/s/{$connection->shop}/orders" ),
			'name' => __( 'Track', 'waybill' ),
		);
		return $actions;
	}
}
