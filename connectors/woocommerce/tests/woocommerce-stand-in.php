<?php
/**
 * Stands for WooCommerce, which no package registry has: only what the plugin calls, under the names and with the meaning of
 * WooCommerce 9.4 (https://woocommerce.github.io/code-reference/). What fires a hook there is fired by the tests here.
 */

final class WC_Webhook {
	/** @var array<int,WC_Webhook> */
	public static $all = array();
	private $id        = 0;
	private $data      = array( 'status' => 'disabled', 'failure_count' => 0 );

	public function __call( string $name, array $arguments ) {
		if ( ! preg_match( '/^(get|set)_(name|user_id|topic|delivery_url|secret|api_version|status|failure_count)$/', $name, $parts ) ) {
			throw new BadMethodCallException( "WC_Webhook has no $name" );
		}
		if ( 'set' === $parts[1] ) {
			$this->data[ $parts[2] ] = $arguments[0];
			return null;
		}
		return $this->data[ $parts[2] ] ?? null;
	}

	public function get_id(): int {
		return $this->id;
	}

	public function save(): int {
		if ( 0 === $this->id ) {
			$this->id = count( self::$all ) + 101;
		}
		self::$all[ $this->id ] = $this;
		return $this->id;
	}

	public function delete( bool $force = false ): bool {
		unset( self::$all[ $this->id ] );
		return $force;
	}
}

function wc_get_webhook( $id ): ?WC_Webhook {
	return WC_Webhook::$all[ $id ] ?? null;
}

function wc_rand_hash(): string {
	return bin2hex( random_bytes( 20 ) );
}

function wc_api_hash( string $key ): string {
	return hash_hmac( 'sha256', $key, 'wc-api' );
}
