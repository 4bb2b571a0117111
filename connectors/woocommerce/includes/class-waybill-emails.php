<?php
/**
 * Switches WooCommerce's own customer mails off, kind by kind, for what Waybill sends, in step with Waybill's own switches. Nothing is
 * changed in WooCommerce's settings.
 *
 * @package Waybill
 */

defined( 'ABSPATH' ) || exit;

/** While no kind is chosen WooCommerce sends everything itself: so a shop can watch Waybill first. */
final class Waybill_Emails {

	const OPTION = 'waybill_kinds';
	/** Kinds that Waybill has switched off or keeps in shadow, as it said last. */
	const HELD = 'waybill_held';
	/** The question of Waybill which those are: signed as a delivery is. */
	const TOPIC = 'waybill.kinds';
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

	/** Whether Waybill sends this kind. Never while the shop is not connected, or Waybill holds it: somebody must write to the customer. */
	public static function is_replaced( string $kind ): bool {
		return null !== Waybill_Connection::current() && in_array( $kind, self::kinds(), true ) && ! in_array( $kind, self::held(), true );
	}

	/** @return string[] Kinds that were chosen here and that Waybill does not send at present. */
	public static function held(): array {
		$held = get_option( self::HELD, array() );
		return is_array( $held ) ? $held : array();
	}

	/** Asks Waybill which kinds it holds. Without an answer, what it said last holds on. */
	public static function ask(): void {
		try {
			$connection = Waybill_Connection::current();
			if ( null === $connection ) {
				return;
			}
			$response = Waybill_Sender::post( $connection, self::TOPIC, '{}' );
			$said     = is_wp_error( $response ) || 200 !== (int) wp_remote_retrieve_response_code( $response )
				? null
				: json_decode( wp_remote_retrieve_body( $response ), true );
			if ( is_array( $said ) && isset( $said['held'] ) && is_array( $said['held'] ) ) {
				update_option( self::HELD, array_values( array_intersect( array_keys( self::REPLACED ), $said['held'] ) ), false );
			}
		} catch ( Throwable $fault ) {
			Waybill_Sender::log( 'Cannot ask which mails Waybill holds: ' . $fault->getMessage() );
		}
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
