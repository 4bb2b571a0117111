<?php
/**
 * WooCommerce's own webhooks, made by the plugin; what one could not deliver goes into the outbox, and none stays switched off.
 *
 * @package Waybill
 */

defined( 'ABSPATH' ) || exit;

/** WooCommerce never sends a delivery again, and switches a webhook off after more than five failures in a row. */
final class Waybill_Webhooks {

	const OPTION = 'waybill_webhooks';
	const TOPICS = array( 'order.created', 'order.updated', 'order.deleted', 'order.restored' );
	/** Only for a shop whose stock Waybill tracks. */
	const STOCK_TOPICS = array( 'product.created', 'product.updated' );

	public static function register(): void {
		add_action( 'woocommerce_webhook_delivery', array( self::class, 'on_delivery' ), 10, 5 );
		add_action( 'admin_init', array( self::class, 'switch_all_on' ) );
	}

	/** @return int[] By topic. */
	public static function ids(): array {
		$ids = get_option( self::OPTION, array() );
		return is_array( $ids ) ? array_map( 'intval', $ids ) : array();
	}

	/** One webhook for each topic, all with this connection's address and secret; those that are there are changed, others removed. */
	public static function make( Waybill_Connection $connection, bool $with_stock ): void {
		$known  = self::ids();
		$wanted = $with_stock ? array_merge( self::TOPICS, self::STOCK_TOPICS ) : self::TOPICS;
		$ids    = array();
		foreach ( $wanted as $topic ) {
			$webhook = self::load( $known[ $topic ] ?? 0 ) ?? new WC_Webhook();
			$webhook->set_name( "Waybill: $topic" );
			$webhook->set_user_id( get_current_user_id() );
			$webhook->set_topic( $topic );
			$webhook->set_delivery_url( $connection->url );
			$webhook->set_secret( $connection->secret );
			$webhook->set_api_version( 'wp_api_v3' );
			$webhook->set_status( 'active' );
			$webhook->save();
			$ids[ $topic ] = $webhook->get_id();
		}
		foreach ( array_diff_key( $known, $ids ) as $id ) {
			$webhook = self::load( $id );
			if ( null !== $webhook ) {
				$webhook->delete( true );
			}
		}
		update_option( self::OPTION, $ids, false );
	}

	public static function remove(): void {
		foreach ( self::ids() as $id ) {
			$webhook = self::load( $id );
			if ( null !== $webhook ) {
				$webhook->delete( true );
			}
		}
		delete_option( self::OPTION );
	}

	/**
	 * After each delivery of every webhook. Ours that failed are kept, with what they brought.
	 *
	 * @param array          $http_args As they were sent: body and headers.
	 * @param array|WP_Error $response  What came back.
	 * @param float          $duration  Seconds.
	 * @param mixed          $arg       The order's or the product's id.
	 * @param int            $id        The webhook's.
	 */
	public static function on_delivery( $http_args, $response, $duration, $arg, $id ): void {
		try {
			if ( ! in_array( (int) $id, self::ids(), true ) || empty( $http_args['body'] ) ) {
				return;
			}
			$status = is_wp_error( $response ) ? 0 : (int) wp_remote_retrieve_response_code( $response );
			if ( $status >= 200 && $status < 300 ) {
				return;
			}
			// By now WooCommerce has counted the failure and saved what it made of it; its own hook for that fires before the save.
			self::switch_on( (int) $id );
			$headers = array_change_key_case( (array) $http_args['headers'] );
			$topic   = (string) ( $headers['x-wc-webhook-topic'] ?? '' );
			if ( '' === $topic ) {
				// The ping with which WooCommerce tries an address.
				return;
			}
			$resource = explode( '.', $topic )[0] . ':' . ( is_scalar( $arg ) ? $arg : '' );
			Waybill_Outbox::put( $topic, $resource, (string) $http_args['body'], time() );
			Waybill_Sender::wake( Waybill_Sender::FIRST_S );
		} catch ( Throwable $fault ) {
			Waybill_Sender::log( 'Cannot keep a delivery that failed: ' . $fault->getMessage() );
		}
	}

	/** A webhook that WooCommerce has switched off after failures goes on, since nothing that fails is lost. */
	private static function switch_on( int $id ): void {
		try {
			$webhook = self::load( $id );
			if ( null !== $webhook && 'active' !== $webhook->get_status() ) {
				$webhook->set_status( 'active' );
				$webhook->set_failure_count( 0 );
				$webhook->save();
			}
		} catch ( Throwable $fault ) {
			Waybill_Sender::log( "Cannot switch webhook $id on: " . $fault->getMessage() );
		}
	}

	/** Once an hour while somebody is at the admin pages: a webhook that was switched off by hand or lost is made again. */
	public static function switch_all_on(): void {
		$connection = Waybill_Connection::current();
		if ( null === $connection || ! class_exists( 'WC_Webhook' ) || false !== get_transient( 'waybill_webhooks_seen' ) ) {
			return;
		}
		set_transient( 'waybill_webhooks_seen', '1', HOUR_IN_SECONDS );
		foreach ( self::ids() as $id ) {
			if ( null === self::load( $id ) ) {
				self::make( $connection, isset( self::ids()['product.updated'] ) );
				return;
			}
			self::switch_on( $id );
		}
	}

	private static function load( int $id ): ?WC_Webhook {
		if ( $id <= 0 || ! function_exists( 'wc_get_webhook' ) ) {
			return null;
		}
		return wc_get_webhook( $id );
	}
}
