<?php
/**
 * Switches WooCommerce's own customer mails off, kind by kind, for what Waybill sends. Off and on again at once; nothing is changed
 * in WooCommerce's settings.
 *
 * @package Waybill
 */

defined( 'ABSPATH' ) || exit;

/** While no kind is chosen WooCommerce sends everything itself: so a shop can watch Waybill first. */
final class Waybill_Emails {

	const OPTION = 'waybill_kinds';
	/** WooCommerce's mails by the kind of Waybill's that replaces them. */
	const REPLACED = array(
		'order_confirmation' => array( 'customer_processing_order', 'customer_on_hold_order' ),
		'shipment_shipped'   => array( 'customer_completed_order' ),
		'refund_issued'      => array( 'customer_refunded_order', 'customer_partially_refunded_order' ),
		'order_cancelled'    => array( 'customer_cancelled_order' ),
		'payment_failed'     => array( 'customer_failed_order' ),
	);

	public static function register(): void {
		foreach ( self::REPLACED as $kind => $mails ) {
			foreach ( $mails as $mail ) {
				add_filter(
					"woocommerce_email_enabled_$mail",
					function ( $enabled ) use ( $kind ) {
						return self::is_replaced( $kind ) ? false : $enabled;
					},
					PHP_INT_MAX
				);
			}
		}
	}

	/** Whether Waybill sends this kind. Never while the shop is not connected: somebody must write to the customer. */
	public static function is_replaced( string $kind ): bool {
		return null !== Waybill_Connection::current() && in_array( $kind, self::kinds(), true );
	}

	/** @return string[] */
	public static function kinds(): array {
		$kinds = get_option( self::OPTION, array() );
		return array_values( array_intersect( array_keys( self::REPLACED ), is_array( $kinds ) ? $kinds : array() ) );
	}

	/** @param string[] $kinds Unknown ones are left out. */
	public static function save( array $kinds ): void {
		update_option( self::OPTION, array_values( array_intersect( array_keys( self::REPLACED ), $kinds ) ), false );
	}
}
