/** Installs Debian's WordPress into a temporary folder, with its own MariaDB. */
import { run } from "../packages/run.ts";
import { eventually } from "../shops/eventually.ts";
import { whenKilled } from "../when_killed.ts";

export interface Wordpress {
  /** Holds `wp-load.php`. */
  readonly folder: string;
  stop(): Promise<void>;
}

const PORT = 8805;
const FROM = "/usr/share/wordpress";

export async function startWordpress(): Promise<Wordpress> {
  if (!await Deno.stat(`${FROM}/wp-load.php`).then(() => true, () => false)) {
    throw new Error(`Cannot start WordPress as ${FROM} is missing: apt-get install wordpress`);
  }
  const folder = await Deno.makeTempDir({ prefix: "waybill-wordpress-" });
  const data = `${folder}/data`;
  await run("mariadb-install-db", [
    "--no-defaults",
    `--datadir=${data}`,
    "--auth-root-authentication-method=normal",
    "--skip-test-db",
  ]);
  const user = Deno.uid() === 0 ? ["--user=root"] : [];
  const database = new Deno.Command("mariadbd", {
    args: [
      "--no-defaults",
      `--datadir=${data}`,
      `--port=${PORT}`,
      "--bind-address=127.0.0.1",
      `--socket=${folder}/socket`,
      ...user,
    ],
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  const stays = whenKilled(`kill -9 "$1"; sleep 1; rm -rf "$2"`, String(database.pid), folder);
  const stop = async () => {
    database.kill("SIGKILL");
    await database.status;
    await stays();
    await Deno.remove(folder, { recursive: true });
  };
  try {
    const sql = (text: string) =>
      run("mariadb", ["--no-defaults", `--socket=${folder}/socket`, "-u", "root", "-e", text]);
    await eventually("MariaDB answers", 60, () => sql("SELECT 1").then(() => true, () => false));
    await sql(
      "CREATE DATABASE wp; CREATE USER wp@'127.0.0.1' IDENTIFIED BY 'for-tests-only'; GRANT ALL ON wp.* TO wp@'127.0.0.1'",
    );
    // Copies the targets of links, since Debian's folder consists of links.
    await run("cp", ["-rL", FROM, `${folder}/site`]);
    await Deno.writeTextFile(`${folder}/site/wp-config.php`, CONFIG);
    await Deno.writeTextFile(`${folder}/install.php`, INSTALL);
    await run("php", [`${folder}/install.php`]);
  } catch (error) {
    await stop();
    throw error;
  }
  return { folder: `${folder}/site`, stop };
}

const CONFIG = `<?php
define('DB_NAME', 'wp'); define('DB_USER', 'wp'); define('DB_PASSWORD', 'for-tests-only'); define('DB_HOST', '127.0.0.1:${PORT}');
define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
foreach (['AUTH_KEY', 'SECURE_AUTH_KEY', 'LOGGED_IN_KEY', 'NONCE_KEY', 'AUTH_SALT', 'SECURE_AUTH_SALT', 'LOGGED_IN_SALT', 'NONCE_SALT'] as $key) define($key, "for-tests-only-$key");
define('WP_HOME', 'http://127.0.0.1'); define('WP_SITEURL', 'http://127.0.0.1');
define('DISABLE_WP_CRON', true); define('WP_HTTP_BLOCK_EXTERNAL', true); define('AUTOMATIC_UPDATER_DISABLED', true);
define('WP_DEBUG', true); define('WP_DEBUG_DISPLAY', true);
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
`;

const INSTALL = `<?php
define('WP_INSTALLING', true); $_SERVER['HTTP_HOST'] = '127.0.0.1';
require __DIR__ . '/site/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('Kontor', 'admin', 'admin@kontor.example', true, '', 'for-tests-only');
`;
