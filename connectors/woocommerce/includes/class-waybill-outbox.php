<?php
/**
 * Deliveries that Waybill did not take: kept to the byte, until it does.
 *
 * @package Waybill
 */

defined( 'ABSPATH' ) || exit;

/** The table `waybill_outbox`. It decides nothing about retries and sends nothing. */
final class Waybill_Outbox {

	const DB_VERSION = '1';
	/** Most deliveries that may wait: beyond it the oldest are let go, and Waybill asks for those orders by itself. */
	const SIZE_MAX = 20000;

	public static function table(): string {
		global $wpdb;
		return $wpdb->prefix . 'waybill_outbox';
	}

	/** Safe to run again. */
	public static function create_table(): void {
		global $wpdb;
		require_once ABSPATH . 'wp-admin/includes/upgrade.php';
		$table = self::table();
		dbDelta(
			"CREATE TABLE $table (
  id bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  delivery_key varchar(64) NOT NULL,
  resource varchar(64) NOT NULL,
  topic varchar(64) NOT NULL,
  body longtext NOT NULL,
  state varchar(10) NOT NULL DEFAULT 'waiting',
  attempts int(11) NOT NULL DEFAULT 0,
  kept_at bigint(20) NOT NULL,
  due_at bigint(20) NOT NULL,
  leased_until bigint(20) NOT NULL DEFAULT 0,
  error text NULL,
  PRIMARY KEY  (id),
  UNIQUE KEY delivery_key (delivery_key),
  KEY line (state,due_at),
  KEY resource (resource,state,id)
) {$wpdb->get_charset_collate()};"
		);
		update_option( 'waybill_db_version', self::DB_VERSION, false );
	}

	/** Keeps a delivery. False where the same bytes of the same topic are there already. */
	public static function put( string $topic, string $resource, string $body, int $now ): bool {
		global $wpdb;
		$table = self::table();
		// phpcs:ignore WordPress.DB.PreparedSQL.InterpolatedNotPrepared
		$done = $wpdb->query( $wpdb->prepare( "INSERT IGNORE INTO $table (delivery_key, resource, topic, body, kept_at, due_at) VALUES (%s, %s, %s, %s, %d, %d)", hash( 'sha256', "$topic\n$body" ), $resource, $topic, $body, $now, $now ) );
		if ( false === $done ) {
			throw new RuntimeException( 'Cannot keep delivery: ' . $wpdb->last_error );
		}
		return 1 === $done;
	}

	/**
	 * The oldest waiting delivery of each order or product, where it is due. Nobody else is given them until their lease is over.
	 *
	 * @return object[] With id, topic, body, attempts, kept_at, error.
	 */
	public static function claim( int $now, int $limit, int $lease_s ): array {
		global $wpdb;
		$table = self::table();
		// phpcs:ignore WordPress.DB.PreparedSQL.InterpolatedNotPrepared
		$heads = $wpdb->get_results( $wpdb->prepare( "SELECT one.* FROM $table one WHERE one.state = 'waiting' AND one.due_at <= %d AND one.leased_until <= %d AND NOT EXISTS (SELECT 1 FROM $table older WHERE older.resource = one.resource AND older.state = 'waiting' AND older.id < one.id) ORDER BY one.id LIMIT %d", $now, $now, $limit ) );
		return array_values(
			array_filter(
				is_array( $heads ) ? $heads : array(),
				function ( $head ) use ( $wpdb, $table, $now, $lease_s ) {
					// phpcs:ignore WordPress.DB.PreparedSQL.InterpolatedNotPrepared
					return 1 === $wpdb->query( $wpdb->prepare( "UPDATE $table SET leased_until = %d WHERE id = %d AND leased_until = %d AND state = 'waiting'", $now + $lease_s, $head->id, $head->leased_until ) );
				}
			)
		);
	}

	/** Waybill has it: its row goes. */
	public static function take( int $id ): void {
		global $wpdb;
		$wpdb->delete( self::table(), array( 'id' => $id ) );
	}

	public static function postpone( int $id, int $due_at, int $attempts, ?string $error ): void {
		global $wpdb;
		$wpdb->update(
			self::table(),
			array(
				'due_at'       => $due_at,
				'attempts'     => $attempts,
				'error'        => $error,
				'leased_until' => 0,
			),
			array( 'id' => $id )
		);
	}

	/** Waybill will never take it: kept to be looked at, and nothing waits for it. */
	public static function refuse( int $id, string $error ): void {
		global $wpdb;
		$wpdb->update(
			self::table(),
			array(
				'state' => 'refused',
				'error' => $error,
			),
			array( 'id' => $id )
		);
	}

	/** Lets go of what is over the limit, the oldest first, and of what was refused before a moment. */
	public static function trim( int $refused_before ): void {
		global $wpdb;
		$table = self::table();
		// phpcs:ignore WordPress.DB.PreparedSQL.InterpolatedNotPrepared
		$wpdb->query( $wpdb->prepare( "DELETE FROM $table WHERE state = 'refused' AND kept_at < %d", $refused_before ) );
		// phpcs:ignore WordPress.DB.PreparedSQL.InterpolatedNotPrepared
		$over = (int) $wpdb->get_var( "SELECT COUNT(*) FROM $table" ) - self::SIZE_MAX;
		if ( $over > 0 ) {
			// phpcs:ignore WordPress.DB.PreparedSQL.InterpolatedNotPrepared
			$wpdb->query( $wpdb->prepare( "DELETE FROM $table ORDER BY id LIMIT %d", $over ) );
		}
	}

	/** @return array{waiting:int,oldest:?int,refused:int,error:?string} */
	public static function state(): array {
		global $wpdb;
		$table = self::table();
		// phpcs:ignore WordPress.DB.PreparedSQL.InterpolatedNotPrepared
		$row = $wpdb->get_row( "SELECT SUM(state = 'waiting') AS waiting, MIN(CASE WHEN state = 'waiting' THEN kept_at END) AS oldest, SUM(state = 'refused') AS refused FROM $table" );
		// phpcs:ignore WordPress.DB.PreparedSQL.InterpolatedNotPrepared
		$error = $wpdb->get_var( "SELECT error FROM $table WHERE error IS NOT NULL ORDER BY id DESC LIMIT 1" );
		return array(
			'waiting' => (int) ( $row->waiting ?? 0 ),
			'oldest'  => isset( $row->oldest ) ? (int) $row->oldest : null,
			'refused' => (int) ( $row->refused ?? 0 ),
			'error'   => $error,
		);
	}

	/** Removes what names a customer, for WordPress' own eraser. */
	public static function erase( string $email ): int {
		global $wpdb;
		$table = self::table();
		// phpcs:ignore WordPress.DB.PreparedSQL.InterpolatedNotPrepared
		return (int) $wpdb->query( $wpdb->prepare( "DELETE FROM $table WHERE body LIKE %s", '%' . $wpdb->esc_like( trim( wp_json_encode( $email ), '"' ) ) . '%' ) );
	}
}
