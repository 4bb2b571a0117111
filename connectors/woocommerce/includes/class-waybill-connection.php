<?php
/**
 * The connect link: where Waybill is, which shop this is there, and the secret that webhooks are signed with.
 *
 * @package Waybill
 */

defined( 'ABSPATH' ) || exit;

/** `https://<your worker>/hooks/<shop>/woocommerce#<secret>`, kept as one option. */
final class Waybill_Connection {

	const OPTION = 'waybill_connection';

	/** @var string `https://<your worker>/hooks/<shop>/woocommerce` */
	public $url;
	/** @var string */
	public $secret;
	/** @var string `https://<your worker>` */
	public $origin;
	/** @var string The shop's name in Waybill. */
	public $shop;

	private function __construct( string $url, string $secret, string $origin, string $shop ) {
		$this->url    = $url;
		$this->secret = $secret;
		$this->origin = $origin;
		$this->shop   = $shop;
	}

	/** The connection of a link; null for a text that is none. Only this machine may be reached without TLS. */
	public static function of_link( string $link ): ?self {
		$form = '~^(https?://[^/\s#?]+)/hooks/([a-z0-9][a-z0-9-]{0,62})/woocommerce#(\S{16,200})$~i';
		if ( ! preg_match( $form, trim( $link ), $parts ) ) {
			return null;
		}
		list( , $origin, $shop, $secret ) = $parts;
		if ( ! preg_match( '~^(https://|http://(localhost|127\.0\.0\.1)(:|$))~i', $origin ) ) {
			return null;
		}
		return new self( "$origin/hooks/$shop/woocommerce", $secret, $origin, $shop );
	}

	/** The shop's connection; null while it has none. */
	public static function current(): ?self {
		$link = get_option( self::OPTION, '' );
		return is_string( $link ) ? self::of_link( $link ) : null;
	}

	/** Keeps the link. False for a text that is none: what was kept before stays. */
	public static function save( string $link ): bool {
		if ( null === self::of_link( $link ) ) {
			return false;
		}
		update_option( self::OPTION, trim( $link ), false );
		return true;
	}
}
