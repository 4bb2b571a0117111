/** The key pair used instead of ShipEngine's in development. It is public and valid nowhere else. */

const PUBLIC = {
  "kty": "RSA",
  "n":
    "l8NhdZpzsXCHfVT6oKs2n1NdxNSg4--YLNHgy0udsE871jj3TjJHFSzQ6QqYHRrXZGs_jXvWyapgb554mpfWTaE_LYCft51CA_hewGA6ZJIZHXEIzrPPItqP4PGHpo95643RXQ6djTnXf3IAgKPDR543Orggyhyf6504klKByKrwka4z6jUMINMTejLfbstIeFnqUpqWEbYgi6nx3hZMr6qdB-qx_5yoB-3sRANsunsKwJt6mnjUtE8q7zhkjAUBUdKxxiFyU4cBxnZkoMzkwy_FX5HJ6eHKnyeVFnZlmdyubqOfZ8_M4rAD9m5wBY3OjGpLSwYNlnGZFBoBVynjRQ",
  "e": "AQAB",
};

/** Value that a shop keeps beside its token: the JSON that ShipEngine shows. */
export const SHIPENGINE_PUBLIC_KEYS = JSON.stringify({ keys: [{ ...PUBLIC, kid: "development" }] });
export const SHIPENGINE_KEY_ID = "development";
export const SHIPENGINE_PRIVATE_KEY: JsonWebKey = {
  ...PUBLIC,
  d: "FTrv11PT-26ShaXtqaxJ59_xridQmpJZ52s01zusw41SAZXWgsnlx8CNOQySWv_2QcX_DfvVAEElXHf-xyGWiSWVgPgNX9JP-d404xSTFp6ZhNTbNo9Q2r9YgU9IerR3icw9DZeN0sPUsa9xAo3mM46ei0hWze9TL9K-pzmDjl6kH5k_REeA2JU7UoxVheC4UoKIToYxzziupOJQhoZd2epLN4BZ8eZ0dGHZKagSc-jg179rtbZ3YsZ541kuLb7rJXElgJ8azt1Zml7ZyKMjWS0IR0Daii9Jy3g_VrCrrLIrEffpFw-fJVL0vdhQVenQGuPqn6V_6zzv9B52qapnwQ",
  p: "04zp_8p90V8Y0KRXZ-f29gbsRYp4dTj9OKCp5MQnl1ORQk1K5v8ENQQ3lEsBLdmKaBh-5WK9doQ52CbYzvW9FOMDBIA2weg5yhyoHFokpR7-IxViz8F3Kf-Na1fpjRhajpXw3MHWSVq3uk6UByDJyuIJtiOmzykJaek1mruOu4M",
  q: "t6aSMmfnVnRENFJK7zMb2xCfYUovhappcLKuJBYqdB-OtkRagMaBCiraJ2Zu63HTBAkNvi1lONkFx4_-l6CjQ253zdaKwsshMoiCNxbwSneBkL77jGQCayhB2OiL4trsPTfHAMc9P-44ydtQaH8QsOGqJVyIzkRkTC2d9OaiQ5c",
  dp:
    "QfGiG682Sya2qIsiB-zCCe0ch4zjgb7zCEzkyL_wi3ZsSFupppoF6LTY0mwTAQTX5R0FqWF_J8uN8Hgji1gEydb94NBKwWUvZnZKXRQoaiRgGfWXqKVpDPlxTu3Hisj1qY7J1zbBInqZ3QSTlik9XfXaCyHP5LGpEo-0uvgORRs",
  dq:
    "D3ztwXB_0wu1INB731ZpF_1744GVJmmrwMRg6UwxQl_S8k4rb8bN5SSeB0qdOh_8Us_Mp-g-LCApW54qM3Fps2sikWpxg2IMJ63ZhXnaw_z2IVXp8voQNidL_lYGThh2aedFUix7XuPhSCzFyDpHFxPA_KukIfkkmEQUmS3GK3s",
  qi:
    "Lpn3pLLd2KGxKBjRIIgG2PelhD0DUDQUBlVYc9VlznLUe-IccjlQPoQ69qdUs6Qf-1goLM6MOI7llqGgJH-ZlghxMVpGGzZplIaYBvDcXUjmjKwdRjLKlnEaKWb0O2ugqYs9r65WWMw59i6aAf8LhAGZ77z9k7sgDQxqGSOed7Y",
};
