// A short list of cities: to choose a location to share, and to name a received location.

export const CITIES = [
  { name: "London", latitude: 51.5074, longitude: -0.1278 },
  { name: "Berlin", latitude: 52.52, longitude: 13.405 },
  { name: "Madrid", latitude: 40.4168, longitude: -3.7038 },
  { name: "New York", latitude: 40.7128, longitude: -74.006 },
  { name: "São Paulo", latitude: -23.5505, longitude: -46.6333 },
  { name: "Shanghai", latitude: 31.2304, longitude: 121.4737 },
  { name: "Kathmandu", latitude: 27.7172, longitude: 85.324 },
  { name: "Auckland", latitude: -36.8485, longitude: 174.7633 },
];
const NEAR_DEGREES = 0.4;

export function nameOf(latitude, longitude) {
  const near = (city) =>
    Math.abs(city.latitude - latitude) < NEAR_DEGREES && Math.abs(city.longitude - longitude) < NEAR_DEGREES;
  return CITIES.find(near)?.name ?? null;
}
