<?php
/**
 * Sends again what Waybill did not take, by Action Scheduler where WooCommerce brings it, else by WP-Cron.
 *
 * @package Waybill
 */

defined( 'ABSPATH' ) || exit;

/** Never throws: a fault is logged, and what waits goes on waiting. */
final class Waybill_Sender {

	const HOOK  = 'waybill_drain';
	/** Each hour: asks which kinds Waybill holds. */
	const HOURLY = 'waybill_hourly';
	const GROUP = 'waybill';
	/** After a try that failed: 30 s, doubled each time, at most an hour, less up to half. */
	const FIRST_S = 30;
	const MOST_S  = 3600;
	/** What waits for longer is given up; Waybill asks for orders that changed by itself, where it has a key. */
	const GIVE_UP_S = 1209600;
	/** What was refused is kept for so long. */
	const REFUSED_S = 2592000;
	const TIMEOUT_S = 10;
	const BATCH     = 20;
	/** What is wrong with one delivery, and stays wrong. */
	const REFUSED = array( 400, 413, 422 );

	public static function register(): void {
		add_action( self::HOOK, array( self::class, 'drain' ) );
		add_action( self::HOURLY, array( Waybill_Emails::class, 'ask' ) );
		add_action( 'init', array( self::class, 'schedule_hourly' ) );
		add_filter( 'wp_privacy_personal_data_erasers', array( self::class, 'add_eraser' ) );
	}

	/** A look each hour, should everything else have been lost. */
	public static function schedule_hourly(): void {
		foreach ( array( self::HOOK, self::HOURLY ) as $hook ) {
			if ( ! wp_next_scheduled( $hook ) ) {
				wp_schedule_event( time(), 'hourly', $hook );
			}
		}
	}

	public static function unschedule(): void {
		wp_clear_scheduled_hook( self::HOOK );
		wp_clear_scheduled_hook( self::HOURLY );
		if ( function_exists( 'as_unschedule_all_actions' ) ) {
			as_unschedule_all_actions( self::HOOK, array(), self::GROUP );
		}
	}

	/** Has the outbox looked through in so many seconds. */
	public static function wake( int $in_s ): void {
		$at = time() + $in_s;
		if ( function_exists( 'as_schedule_single_action' ) ) {
			if ( ! as_has_scheduled_action( self::HOOK, array(), self::GROUP ) ) {
				as_schedule_single_action( $at, self::HOOK, array(), self::GROUP );
			}
		} elseif ( false === wp_next_scheduled( self::HOOK ) || wp_next_scheduled( self::HOOK ) > $at ) {
			wp_schedule_single_event( $at, self::HOOK );
		}
	}

	/** Sends what is due, until nothing is or Waybill cannot be reached. */
	public static function drain(): void {
		try {
			$connection = Waybill_Connection::current();
			while ( null !== $connection ) {
				$claimed = Waybill_Outbox::claim( time(), self::BATCH, self::BATCH * self::TIMEOUT_S + 60 );
				foreach ( $claimed as $n => $delivery ) {
					if ( ! self::send( $connection, $delivery ) ) {
						foreach ( array_slice( $claimed, $n + 1 ) as $other ) {
							Waybill_Outbox::postpone( (int) $other->id, time(), (int) $other->attempts, $other->error );
						}
						break 2;
					}
				}
				if ( array() === $claimed ) {
					break;
				}
			}
			Waybill_Outbox::trim( time() - self::REFUSED_S );
			if ( Waybill_Outbox::state()['waiting'] > 0 ) {
				self::wake( self::FIRST_S );
			}
		} catch ( Throwable $fault ) {
			self::log( 'Cannot send what waits: ' . $fault->getMessage() );
		}
	}

	/** Whether to go on with the next one: not where Waybill is away. */
	private static function send( Waybill_Connection $connection, object $delivery ): bool {
		$id = (int) $delivery->id;
		$response = self::post( $connection, $delivery->topic, $delivery->body );
		$status   = is_wp_error( $response ) ? 0 : (int) wp_remote_retrieve_response_code( $response );
		if ( $status >= 200 && $status < 300 ) {
			Waybill_Outbox::take( $id );
			return true;
		}
		$error = is_wp_error( $response ) ? $response->get_error_message() : "Waybill answered $status: " . substr( wp_remote_retrieve_body( $response ), 0, 300 );
		if ( in_array( $status, self::REFUSED, true ) ) {
			Waybill_Outbox::refuse( $id, $error );
			self::log( "A delivery is refused and stays in the outbox: $error" );
			return true;
		}
		// Only after one more try: a clock that jumped ahead must not lose anything.
		if ( (int) $delivery->kept_at < time() - self::GIVE_UP_S ) {
			Waybill_Outbox::refuse( $id, "Given up after 14 days: $error" );
			return false;
		}
		$attempts = (int) $delivery->attempts + 1;
		Waybill_Outbox::postpone( $id, time() + self::backoff( $attempts, wp_rand( 0, 1000 ) / 1000 ), $attempts, $error );
		return false;
	}

	/**
	 * Posts one signed body. The signature is made anew, since the secret may have changed: the body is signed, and nothing else.
	 *
	 * @return array|WP_Error What came back.
	 */
	public static function post( Waybill_Connection $connection, string $topic, string $body ) {
		$secret = wp_specialchars_decode( $connection->secret, ENT_QUOTES );
		return wp_remote_post(
			$connection->url,
			array(
				'timeout'     => self::TIMEOUT_S,
				'redirection' => 0,
				'headers'     => array(
					'Content-Type'           => 'application/json',
					'X-WC-Webhook-Topic'     => $topic,
					// phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_encode
					'X-WC-Webhook-Signature' => base64_encode( hash_hmac( 'sha256', $body, $secret, true ) ),
				),
				'body'        => $body,
			)
		);
	}

	/** `$attempts` counts from 1; `$random` lies in 0 to 1. */
	public static function backoff( int $attempts, float $random ): int {
		$whole = min( self::MOST_S, self::FIRST_S * 2 ** min( $attempts - 1, 20 ) );
		return (int) round( $whole * ( 1 - $random / 2 ) );
	}

	/** WordPress' own eraser: what waits and names the customer goes. Waybill forgets by its own desk or API. */
	public static function add_eraser( array $erasers ): array {
		$erasers['waybill'] = array(
			'eraser_friendly_name' => 'Waybill',
			'callback'             => function ( string $email ) {
				return array(
					'items_removed'  => Waybill_Outbox::erase( $email ) > 0,
					'items_retained' => false,
					'messages'       => array(),
					'done'           => true,
				);
			},
		);
		return $erasers;
	}

	public static function log( string $message ): void {
		if ( function_exists( 'wc_get_logger' ) ) {
			wc_get_logger()->error( $message, array( 'source' => 'waybill' ) );
		} else {
			// phpcs:ignore WordPress.PHP.DevelopmentFunctions.error_log_error_log
			error_log( "Waybill: $message" );
		}
	}
}
